/**
 * The main class of a child JVM that is an Elasticsearch node, and the analysis components that the official image has and
 * the server's artifact lacks. Only Elasticsearch's class path comes in here.
 */
@NullMarked
package dev.millrace.local.elasticsearch;

import org.jspecify.annotations.NullMarked;
