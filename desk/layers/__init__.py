"""Who works with whom: which kinds of organisation are active on which side of a tie, and where a counterpart is
missing; for one tie, for a city and for all cities of an office."""
