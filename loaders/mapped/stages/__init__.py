"""Stages of skills: lists that tell what each means, and tables that ask for them."""
