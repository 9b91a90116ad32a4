"""Forecast, staffing, schedule, adherence. Pure."""
