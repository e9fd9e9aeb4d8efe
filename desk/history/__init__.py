"""What became of a record: who changed what, why and through which door, and how a wrong edit is put back."""
