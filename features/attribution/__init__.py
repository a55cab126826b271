"""Who a page says it comes from: claims of origin, and the best answer drawn from them."""
