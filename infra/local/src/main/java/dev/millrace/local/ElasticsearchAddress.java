package dev.millrace.local;

import java.net.URI;

/** Where an Elasticsearch node answers over HTTP, without credentials. */
public record ElasticsearchAddress(URI uri) {}
