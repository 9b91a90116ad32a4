/** The list of customers. */
export function CustomersPage() {
  return null;
}
