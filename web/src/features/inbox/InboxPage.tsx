/** The three panes. */
export function InboxPage() {
  return null;
}
