"""What happens for each kind of inbound: load, step, save; one short function each, all of it in one transaction."""
