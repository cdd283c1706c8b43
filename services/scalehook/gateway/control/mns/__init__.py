"""`/_scalehook/mns/…`: Message Service by hand."""
