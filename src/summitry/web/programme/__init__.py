"""The programme of a convening: sessions, who appears in them, and published versions."""
