"""What may be done in the room of labour, an area a file: keyword-only verbs, the last argument `by`."""
