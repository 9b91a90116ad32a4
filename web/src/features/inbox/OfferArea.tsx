/** Offers. */
export function OfferArea() {
  return null;
}
