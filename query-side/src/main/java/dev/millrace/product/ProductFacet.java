package dev.millrace.product;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What products found can be counted by. */
enum ProductFacet {
    @JsonProperty("prices")
    PRICES,
    @JsonProperty("availability")
    AVAILABILITY
}
