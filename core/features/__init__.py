"""Pure pieces that the machines, the desks and the reports share; one concept a file."""
