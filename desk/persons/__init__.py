"""What is held of a person: handed to them whole, or erased so that the record stays without the name."""
