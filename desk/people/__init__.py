"""The people of an organisation of any kind: invited, with dates, limits and rights; and those who left."""
