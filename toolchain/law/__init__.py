"""What is known of treaties, general comments and symbols of documents, and how they are named in a text."""
