"""The gallery: every card, form, answer and page as a picture, and every sentence, in docs/gallery.md (`make gallery`).

Not part of a running bridge. Scenes play the real bridge against the playground on a clock of their own, so that two
runs give the same pictures; what must be on a picture is read from the code (`listed`), so that nothing is left out.
"""
