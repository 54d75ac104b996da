// title: Documents
// question: Which documents is the graph folded from?
// param collection: string = seeds — name of a collection
// column id: id of the document
// column title: its title
// column format: yaml, html, wordpress, text, onet or sheet
// column loaded_at: when it was last written
MATCH (document:Document {collection: $collection})
RETURN document.id AS id, document.title AS title, document.format AS format, toString(document.loaded_at) AS loaded_at
ORDER BY id
LIMIT 5000
