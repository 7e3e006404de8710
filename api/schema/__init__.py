"""The description of the API, made from the code that answers: OpenAPI 3.1."""
