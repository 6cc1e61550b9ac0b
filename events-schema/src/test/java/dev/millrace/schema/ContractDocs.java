package dev.millrace.schema;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of the contract says, so that a schema's descriptions are written in one place only. */
final class ContractDocs {

    /** By type ({@code OrderEvent.OrderPlaced}) or component ({@code OrderEvent.OrderPlaced#total}). */
    private final Map<String, String> texts = new HashMap<>();

    private ContractDocs() {}

    static ContractDocs read(Path sources) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(java));
            ContractDocs docs = new ContractDocs();
            DocTrees trees = DocTrees.instance(task);
            task.parse().forEach(unit -> docs.new Scanner(trees).scan(new TreePath(unit), null));
            return docs;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Nullable
    String of(Class<?> type) {
        return type.getName().startsWith("dev.millrace.") ? texts.get(name(type)) : null;
    }

    @Nullable
    String of(Class<?> type, String component) {
        return texts.get(name(type) + "#" + component);
    }

    private static String name(Class<?> type) {
        return type.getCanonicalName().substring(type.getPackageName().length() + 1);
    }

    private final class Scanner extends TreePathScanner<Void, Void> {

        private final DocTrees trees;
        private final Deque<String> nesting = new ArrayDeque<>();

        Scanner(DocTrees trees) {
            this.trees = trees;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            nesting.addLast(type.getSimpleName().toString());
            DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
            if (comment != null) {
                note(String.join(".", nesting), comment);
            }
            super.visitClass(type, nothing);
            nesting.removeLast();
            return nothing;
        }

        private void note(String type, DocCommentTree comment) {
            String body = text(comment.getFullBody());
            if (!body.isEmpty()) {
                texts.put(type, body);
            }
            for (DocTree tag : comment.getBlockTags()) {
                if (tag instanceof ParamTree param) {
                    texts.put(type + "#" + param.getName(), sentence(text(param.getDescription())));
                }
            }
        }

        private static String sentence(String text) {
            String end = text.endsWith(".") ? "" : ".";
            return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
        }

        private static String text(List<? extends DocTree> parts) {
            return parts.stream()
                    .map(part -> switch (part) {
                        case TextTree text -> text.getBody();
                        case LiteralTree literal -> literal.getBody().getBody();
                        case LinkTree link
                        when link.getLabel().isEmpty() -> link.getReference().getSignature();
                        case LinkTree link -> text(link.getLabel());
                        default -> "";
                    })
                    .collect(Collectors.joining())
                    .replaceAll("\\s+", " ")
                    .strip();
        }
    }
}
