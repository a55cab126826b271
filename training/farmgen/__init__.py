"""Farm pages made from honest articles, one trick at a time, for training and for stress."""
