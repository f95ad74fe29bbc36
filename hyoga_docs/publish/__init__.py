"""The public pages of meetings: a folder that is ready to be put on the web."""
