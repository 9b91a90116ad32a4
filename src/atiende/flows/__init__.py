"""Menus, prompts and automations before a person answers: step(flow, state, heard) gives effects. Pure."""
