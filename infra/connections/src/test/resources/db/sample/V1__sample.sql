CREATE TABLE sample (note text NOT NULL);
INSERT INTO sample VALUES ('made for ${flyway:defaultSchema}');
