/**
 * Whether a category is domestic abuse, however a force words it: "Domestic abuse", "DA - assault", "domestic violence".
 * Two officers go to it, or the reason for one is recorded; screens ask for the reason in time, the server decides.
 */
export const isDomesticAbuse = (category: string | undefined): boolean =>
  category !== undefined && /\bdomestic\b|\bDA\b|\bDVPO\b|\bcoercive\b/i.test(category);
