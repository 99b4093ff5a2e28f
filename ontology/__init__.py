"""What things mean: record types, vocabulary, event types, gazetteer."""
