"""What those who run the service need: numbered requests, a log for machines, figures, health, and a clean end."""
