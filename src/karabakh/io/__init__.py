"""Datasets in and out of files."""
