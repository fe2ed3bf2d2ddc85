"""A Word file by itself, whoever made it: what is wrong in it, said to somebody who has Word."""
