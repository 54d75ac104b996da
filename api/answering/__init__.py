"""Runs operations, so that each answer is of one revision, and keeps answers in memory."""
