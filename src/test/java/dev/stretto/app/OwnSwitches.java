package dev.stretto.app;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * Looks at the switches over sealed types and enums of Stretto's own, with the compiler's knowledge of types, for those that would
 * swallow a case that is added later: by a {@code default}, or by a pattern that everything matches.
 */
final class OwnSwitches extends TreePathScanner<Void, Void> {
    private static final String OWN = "dev.stretto.";

    /**
     * What was found.
     *
     * @param looked how many switches over own types there are
     * @param swallowing those that swallow cases, as {@code file:line: type}
     */
    record Findings(int looked, List<String> swallowing) {}

    private final Trees trees;
    private final Types types;
    private final List<String> swallowing = new ArrayList<>();
    private int looked;

    private OwnSwitches(JavacTask task) {
        this.trees = Trees.instance(task);
        this.types = task.getTypes();
    }

    /**
     * Compiles sources, as far as needed to know all types, and looks at them.
     *
     * @throws AssertionError if they don't compile
     */
    static Findings in(Iterable<? extends JavaFileObject> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        List<String> options = List.of("--release", "21", "-proc:none", "-cp", System.getProperty("java.class.path"));
        JavacTask task = (JavacTask) compiler.getTask(null, null, said, options, null, sources);
        OwnSwitches switches = new OwnSwitches(task);
        Iterable<? extends CompilationUnitTree> units = task.parse();
        task.analyze();
        for (Diagnostic<?> each : said.getDiagnostics()) {
            if (each.getKind() == Diagnostic.Kind.ERROR) {
                throw new AssertionError(each.toString());
            }
        }
        for (CompilationUnitTree unit : units) {
            switches.scan(unit, null);
        }
        return new Findings(switches.looked, List.copyOf(switches.swallowing));
    }

    @Override
    public Void visitSwitch(SwitchTree node, Void unused) {
        look(node.getExpression(), node.getCases());
        return super.visitSwitch(node, null);
    }

    @Override
    public Void visitSwitchExpression(SwitchExpressionTree node, Void unused) {
        look(node.getExpression(), node.getCases());
        return super.visitSwitchExpression(node, null);
    }

    private void look(ExpressionTree selector, List<? extends CaseTree> cases) {
        TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), selector));
        if (!isOwn(type)) {
            return;
        }
        looked++;
        for (CaseTree each : cases) {
            if (each.getLabels().stream().anyMatch(label -> takesAll(label, each, type))) {
                CompilationUnitTree unit = getCurrentPath().getCompilationUnit();
                long start = trees.getSourcePositions().getStartPosition(unit, each);
                swallowing.add(String.format(
                        Locale.ROOT,
                        "%s:%d: %s",
                        unit.getSourceFile().getName(),
                        unit.getLineMap().getLineNumber(start),
                        type));
            }
        }
    }

    private boolean isOwn(TypeMirror type) {
        return switch (type) {
            case IntersectionType intersection ->
                intersection.getBounds().stream().anyMatch(this::isOwn);
            case TypeVariable variable -> isOwn(variable.getUpperBound());
            case DeclaredType declared -> isOwn((TypeElement) declared.asElement());
            default -> false;
        };
    }

    private static boolean isOwn(TypeElement type) {
        return type.getQualifiedName().toString().startsWith(OWN)
                && (type.getKind() == ElementKind.ENUM || type.getModifiers().contains(Modifier.SEALED));
    }

    private boolean takesAll(CaseLabelTree label, CaseTree of, TypeMirror selector) {
        if (label instanceof PatternCaseLabelTree pattern
                && pattern.getPattern() instanceof BindingPatternTree binding
                && of.getGuard() == null) {
            Tree taken = binding.getVariable().getType();
            TypeMirror type = trees.getTypeMirror(new TreePath(getCurrentPath(), taken));
            return types.isSubtype(types.erasure(selector), types.erasure(type));
        }
        return label instanceof DefaultCaseLabelTree;
    }
}
