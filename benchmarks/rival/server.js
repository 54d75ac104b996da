// The GraphQL library of Neo4j with Apollo Server, as its documentation sets it up, on the graph that the benchmarks loaded.
// PORT, NEO4J_URI and NEO4J_PASSWORD come from the environment; NODE_ENV=production.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const typeDefs = `#graphql
  type Role @node {
    id: ID!
    title: String!
    skills: [Skill!]! @relationship(type: "REQUIRES", direction: OUT, properties: "Requires")
    tools: [Tool!]! @relationship(type: "USES", direction: OUT)
    related: [Role!]! @relationship(type: "RELATED_TO", direction: OUT)
  }

  type Requires @relationshipProperties {
    weight: Float
  }

  type Skill @node {
    id: ID!
    name: String!
    kind: String!
  }

  type Tool @node {
    id: ID!
    name: String!
  }

  type Path {
    roles: [PathRole!]!
    kinds: [String!]!
  }

  type PathRole {
    id: ID!
    title: String!
  }

  type Query {
    shortestPath(from: ID!, to: ID!): Path
      @cypher(
        statement: """
        MATCH p = SHORTEST 1 (:Role {id: $from})-[:RELATED_TO]->{1,8}(:Role {id: $to})
        RETURN {roles: [role IN nodes(p) | {id: role.id, title: role.title}], kinds: [step IN relationships(p) | type(step)]} AS path
        """
        columnName: "path"
      )
  }
`;

const driver = neo4j.driver(process.env.NEO4J_URI, neo4j.auth.basic("neo4j", process.env.NEO4J_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const server = new ApolloServer({ schema });
await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: Number(process.env.PORT) },
  context: async () => ({ sessionConfig: { database: "neo4j" } }),
});
