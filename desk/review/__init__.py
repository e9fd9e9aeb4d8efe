"""The council's review of a tie: what is due, the pack with its confidential annex, and what was frozen of them."""
