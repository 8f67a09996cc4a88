"""The public pages that bring many apps together: home, cities, search."""
