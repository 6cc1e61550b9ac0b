package dev.millrace.standalone;

import dev.millrace.commandside.CommandSide;
import dev.millrace.projections.Projections;
import dev.millrace.queryside.QuerySide;
import dev.millrace.sagas.Sagas;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The four processes in one context, behind one port. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({CommandSide.class, Sagas.class, Projections.class, QuerySide.class})
class Standalone {}
