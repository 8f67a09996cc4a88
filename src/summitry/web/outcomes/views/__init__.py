"""The pages of outcomes on the desk: records, their parts, figures."""
