"""What is to be seen to before a submission is sent, as one page that a person can follow."""
