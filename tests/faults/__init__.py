"""Faults made on purpose: killed processes, full disks, hostile requests and files."""
