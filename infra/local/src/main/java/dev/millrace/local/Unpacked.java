package dev.millrace.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A program unpacked from a resource into a folder named after its name and size, whole or not at all: several JVMs may share the
 * place, and one that dies in the middle leaves nothing that looks finished.
 */
final class Unpacked {
    interface Extraction {
        void into(InputStream resource, Path folder) throws IOException;
    }

    private final Path folder;
    private final String resource;
    private final Extraction extraction;

    Unpacked(Path programs, String resource, Extraction extraction) {
        this.folder = programs.resolve(stem(resource) + "-" + size(resource));
        this.resource = resource;
        this.extraction = extraction;
    }

    Path folder() {
        return folder;
    }

    void ensure() throws IOException {
        if (Files.exists(folder)) {
            return;
        }
        Files.createDirectories(folder.getParent());
        Path half = Files.createTempDirectory(folder.getParent(), "unpacking-");
        try (InputStream in = open(resource)) {
            extraction.into(in, half);
            Files.move(half, folder);
        } catch (FileSystemException e) {
            Folders.delete(half);
            if (!Files.exists(folder)) {
                throw e;
            }
        }
    }

    private static InputStream open(String resource) throws IOException {
        return find(resource).openStream();
    }

    private static String size(String resource) {
        try {
            return Long.toHexString(find(resource).openConnection().getContentLengthLong());
        } catch (IOException e) {
            throw new LocalServersException("cannot read " + resource, e);
        }
    }

    private static URL find(String resource) throws IOException {
        URL url = Unpacked.class.getClassLoader().getResource(resource);
        if (url == null) {
            throw new IOException("no " + resource + " on the class path: no local server for this operating system");
        }
        return url;
    }

    private static String stem(String resource) {
        return resource.endsWith(".txz") ? resource.substring(0, resource.length() - 4) : resource;
    }
}
