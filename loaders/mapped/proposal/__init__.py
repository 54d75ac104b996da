"""What is found out about documents before their mapping is written, form by form."""
