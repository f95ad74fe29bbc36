"""What every room stands on: problems, files, the cache of finished work, the process; needs nothing heavy."""
