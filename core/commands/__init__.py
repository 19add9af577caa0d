"""One registry of commands for every surface: typed words, buttons, shortcuts, slash commands, forms."""
