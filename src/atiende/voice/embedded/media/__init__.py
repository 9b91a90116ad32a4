"""The media core: what happens to sound and pictures between one plain RTP packet coming in and one going out."""
