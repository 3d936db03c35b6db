"""The interface: the only room that imports Textual. `keymap` is the only place where a key is written."""
