package dev.millrace.cart;

import dev.millrace.id.Sku;
import org.joda.money.Money;

/**
 * A line of a cart.
 *
 * @param line number of the line in its cart, from 1, never used twice
 * @param name the product's name when it was added
 * @param quantity 1 to 1,000,000
 * @param unitPrice price of one unit when it was added
 * @param agreed whether the price was agreed with the customer, so that list prices no longer bear on it
 */
public record CartLine(int line, Sku sku, String name, int quantity, Money unitPrice, boolean agreed) {}
