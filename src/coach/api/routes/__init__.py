"""The routes, a module for each kind; the address of each is whole, so that it is looked for once."""
