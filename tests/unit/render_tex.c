/* SPDX-License-Identifier: MIT */
/* TeX's mathematics as MathML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/limits.h"
#include "render/tex_impl.h"

static const struct {
    const char *tex, *mathml;
} cases[] = {
    {"x", "<mi>x</mi>"},
    {"E = mc^2", "<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>"},
    {"x_1'^2", "<msubsup><mi>x</mi><mn>1</mn><mrow><mo>′</mo><mn>2</mn></mrow></msubsup>"},
    {"10^2.5", "<msup><mn>10</mn><mn>2</mn></msup><mn>.5</mn>"},
    {"-a*b", "<mo>−</mo><mi>a</mi><mo>∗</mo><mi>b</mi>"},
    {"f(x) = \\sin x",
     "<mi>f</mi><mo stretchy=\"false\">(</mo><mi>x</mi><mo "
     "stretchy=\"false\">)</mo><mo>=</mo><mi>sin</mi><mspace width=\"0.1667em\"/><mi>x</mi>"},
    {"\\cos^2 2x",
     "<msup><mi>cos</mi><mn>2</mn></msup><mspace width=\"0.1667em\"/><mn>2</mn><mi>x</mi>"},
    {"\\sin(x)",
     "<mi>sin</mi><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>"},
    {"a\\log b",
     "<mi>a</mi><mspace width=\"0.1667em\"/><mi>log</mi><mspace width=\"0.1667em\"/><mi>b</mi>"},
    {"\\lim_{n\\to\\infty} a_n",
     "<munder><mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">lim</mo><mrow><mi>n</mi><mo "
     "lspace=\"0\" rspace=\"0\">→</mo><mi>∞</mi></mrow></munder><mspace "
     "width=\"0.1667em\"/><msub><mi>a</mi><mi>n</mi></msub>"},
    {"\\sum_{i=0}^n i", "<munderover><mo>∑</mo><mrow><mi>i</mi><mo lspace=\"0\" "
                        "rspace=\"0\">=</mo><mn>0</mn></mrow><mi>n</mi></munderover><mi>i</mi>"},
    {"\\int_0^1 f", "<msubsup><mo>∫</mo><mn>0</mn><mn>1</mn></msubsup><mi>f</mi>"},
    {"\\sum\\nolimits_i", "<msub><mo>∑</mo><mi>i</mi></msub>"},
    {"\\sin\\limits_x", "<munder><mi>sin</mi><mi>x</mi></munder>"},
    {"\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"},
    {"\\dfrac{a}{b}", "<mstyle displaystyle=\"true\" "
                      "scriptlevel=\"0\"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>"},
    {"\\binom n k", "<mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\">(</mo><mfrac "
                    "linethickness=\"0\"><mi>n</mi><mi>k</mi></mfrac><mo stretchy=\"true\" "
                    "lspace=\"0\" rspace=\"0\">)</mo></mrow>"},
    {"\\sqrt{x+1}", "<msqrt><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow></msqrt>"},
    {"\\sqrt[3]{x]}",
     "<mroot><mrow><mi>x</mi><mo stretchy=\"false\">]</mo></mrow><mn>3</mn></mroot>"},
    {"{a+b \\over c}", "<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mi>c</mi></mfrac>"},
    {"\\alpha\\Gamma\\infty", "<mi>α</mi><mi mathvariant=\"normal\">Γ</mi><mi>∞</mi>"},
    {"\\mathbf{Wx}", "<mi>𝐖𝐱</mi>"},
    {"\\mathbb{R}^n", "<msup><mi>ℝ</mi><mi>n</mi></msup>"},
    {"\\mathrm{d}x", "<mi mathvariant=\"normal\">d</mi><mi>x</mi>"},
    {"\\mathrm{ReLU}", "<mi>ReLU</mi>"},
    {"\\mathit{diff}", "<mi>𝑑𝑖𝑓𝑓</mi>"},
    {"\\mathcal{LH}", "<mi>ℒℋ</mi>"},
    {"\\boldsymbol{\\theta}", "<mi>𝜽</mi>"},
    {"{\\bf x} y", "<mi>𝐱</mi><mi>y</mi>"},
    {"\\operatorname{Var}[X]",
     "<mi>Var</mi><mo stretchy=\"false\">[</mo><mi>X</mi><mo stretchy=\"false\">]</mo>"},
    {"\\operatorname*{arg\\,max}_x",
     "<msub><mrow><mi>arg</mi><mspace width=\"0.1667em\"/><mi>max</mi></mrow><mi>x</mi></msub>"},
    {"\\hat{y}", "<mover accent=\"true\"><mi>y</mi><mo stretchy=\"false\">ˆ</mo></mover>"},
    {"\\overline{AB}", "<mover accent=\"true\" class=\"rule\"><mrow><mi>A</mi><mi>B</mi></mrow><mo "
                       "stretchy=\"true\">‾</mo></mover>"},
    {"\\underbrace{a}_{b}",
     "<munder><munder><mi>a</mi><mo stretchy=\"true\">⏟</mo></munder><mi>b</mi></munder>"},
    {"\\overset{a}{=}", "<mover><mo>=</mo><mi>a</mi></mover>"},
    {"\\underset{a}{b}", "<munder><mi>b</mi><mi>a</mi></munder>"},
    {"\\xrightarrow[a]{b}",
     "<munderover><mo stretchy=\"true\">→</mo><mrow><mspace width=\"0.4em\"/><mi>a</mi><mspace "
     "width=\"0.4em\"/></mrow><mrow><mspace width=\"0.4em\"/><mi>b</mi><mspace "
     "width=\"0.4em\"/></mrow></munderover>"},
    {"\\left( \\frac{a}{b} \\right)",
     "<mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\" "
     "form=\"prefix\">(</mo><mfrac><mi>a</mi><mi>b</mi></mfrac><mo stretchy=\"true\" lspace=\"0\" "
     "rspace=\"0\" form=\"postfix\">)</mo></mrow>"},
    {"\\left. x \\right|_0", "<msub><mrow><mi>x</mi><mo stretchy=\"false\" lspace=\"0\" "
                             "rspace=\"0\" form=\"postfix\">|</mo></mrow><mn>0</mn></msub>"},
    {"\\left\\{ a \\middle| b \\right\\}",
     "<mrow><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\" form=\"prefix\">{</mo><mi>a</mi><mo "
     "stretchy=\"false\" lspace=\"0\" rspace=\"0\" form=\"infix\">|</mo><mi>b</mi><mo "
     "stretchy=\"false\" lspace=\"0\" rspace=\"0\" form=\"postfix\">}</mo></mrow>"},
    {"\\bigl( x \\bigr)", "<mo stretchy=\"true\" lspace=\"0\" rspace=\"0\" minsize=\"1.2em\" "
                          "maxsize=\"1.2em\">(</mo><mi>x</mi><mo stretchy=\"true\" lspace=\"0\" "
                          "rspace=\"0\" minsize=\"1.2em\" maxsize=\"1.2em\">)</mo>"},
    {"|x|", "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo><mi>x</mi><mo "
            "stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>"},
    {"\\not= \\not\\in", "<mo rspace=\"0\">≠</mo><mo lspace=\"0\">∉</mo>"},
    {"a \\bmod b \\pmod{n}",
     "<mi>a</mi><mo lspace=\"0.2222em\" rspace=\"0.2222em\">mod</mo><mi>b</mi><mrow><mspace "
     "width=\"0.4444em\"/><mo stretchy=\"false\">(</mo><mi>mod</mi><mspace "
     "width=\"0.3333em\"/><mi>n</mi><mo stretchy=\"false\">)</mo></mrow>"},
    {"\\text{if } x", "<mtext>if&#160;</mtext><mi>x</mi>"},
    {"\\text{when $x>0$ \\textbf{only}}",
     "<mrow><mtext>when&#160;</mtext><mrow><mi>x</mi><mo>&gt;</mo><mn>0</mn></mrow><mtext>&#160;</"
     "mtext><mtext class=\"bold\">only</mtext></mrow>"},
    {"当x时", "<mtext>当</mtext><mi>x</mi><mtext>时</mtext>"},
    {"a\\ b~c\\quad d", "<mi>a</mi><mspace width=\"0.25em\"/><mi>b</mi><mspace "
                        "width=\"0.25em\"/><mi>c</mi><mspace width=\"1em\"/><mi>d</mi>"},
    {"\\hspace{1.5em}\\mkern9mu", "<mspace width=\"1.500em\"/><mspace width=\"0.500em\"/>"},
    {"x \\tag{1}", "<mi>x</mi><mrow><mspace width=\"2em\"/><mtext>(1)</mtext></mrow>"},
    {"\\color{red}{x}", "<mi>x</mi>"},
    {"\\phantom{x}\\boxed{y}",
     "<mphantom><mi>x</mi></mphantom><mrow class=\"boxed\"><mi>y</mi></mrow>"},
    {"\\displaystyle\\sum_i", "<mstyle displaystyle=\"true\" "
                              "scriptlevel=\"0\"><munder><mo>∑</mo><mi>i</mi></munder></mstyle>"},
    {"\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
     "<mrow><mo stretchy=\"true\" lspace=\"0\" "
     "rspace=\"0\">(</mo><mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></"
     "mtr><mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr></mtable><mo stretchy=\"true\" "
     "lspace=\"0\" rspace=\"0\">)</mo></mrow>"},
    {"\\begin{cases} 1 & x \\\\ 0 & y \\end{cases}",
     "<mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\">{</mo><mtable columnalign=\"left "
     "left\"><mtr><mtd class=\"ta-l\"><mn>1</mn></mtd><mtd "
     "class=\"ta-l\"><mi>x</mi></mtd></mtr><mtr><mtd class=\"ta-l\"><mn>0</mn></mtd><mtd "
     "class=\"ta-l\"><mi>y</mi></mtd></mtr></mtable></mrow>"},
    {"\\begin{aligned} a &= b \\\\ &= c \\\\ \\end{aligned}",
     "<mtable displaystyle=\"true\" columnalign=\"right left\" columnspacing=\"0em\" "
     "class=\"eq\"><mtr><mtd class=\"ta-r\"><mi>a</mi></mtd><mtd "
     "class=\"ta-l\"><mo>=</mo><mi>b</mi></mtd></mtr><mtr><mtd class=\"ta-r\"/><mtd "
     "class=\"ta-l\"><mo>=</mo><mi>c</mi></mtd></mtr></mtable>"},
    {"\\begin{array}{l|r} a & b \\\\[2pt] \\hline c & d \\end{array}",
     "<mtable columnalign=\"left right\"><mtr><mtd class=\"ta-l\"><mi>a</mi></mtd><mtd "
     "class=\"line-l ta-r\"><mi>b</mi></mtd></mtr><mtr><mtd class=\"line-t "
     "ta-l\"><mi>c</mi></mtd><mtd class=\"line-t line-l ta-r\"><mi>d</mi></mtd></mtr></mtable>"},
    {"a = b \\\\ c = d", "<mtable "
                         "displaystyle=\"true\"><mtr><mtd><mi>a</mi><mo>=</mo><mi>b</mi></mtd></"
                         "mtr><mtr><mtd><mi>c</mi><mo>=</mo><mi>d</mi></mtd></mtr></mtable>"},
    {"\\sum_{\\substack{i \\\\ j}}", "<munder><mo>∑</mo><mtable><mtr><mtd><mi>i</mi></mtd></"
                                     "mtr><mtr><mtd><mi>j</mi></mtd></mtr></mtable></munder>"},
    {"\\newcommand{\\R}{\\mathbb{R}} x \\in \\R", "<mi>x</mi><mo>∈</mo><mi>ℝ</mi>"},
    {"\\def\\pair#1#2{(#1,#2)} \\pair ab",
     "<mo stretchy=\"false\">(</mo><mi>a</mi><mo>,</mo><mi>b</mi><mo stretchy=\"false\">)</mo>"},
    {"\\newcommand{\\n}[2][1]{#1#2} \\n{x} \\n[2]{y}", "<mn>1</mn><mi>x</mi><mn>2</mn><mi>y</mi>"},
    {"\\DeclareMathOperator*{\\am}{am} \\am_x",
     "<munder><mo movablelimits=\"true\" lspace=\"0\" rspace=\"0\">am</mo><mi>x</mi></munder>"},
    {"x % a comment", "<mi>x</mi>"},
    {"x=-1", "<mi>x</mi><mo>=</mo><mo form=\"prefix\">−</mo><mn>1</mn>"},
    {"(-1)", "<mo stretchy=\"false\">(</mo><mo form=\"prefix\">−</mo><mn>1</mn><mo "
             "stretchy=\"false\">)</mo>"},
    {"a - b", "<mi>a</mi><mo>−</mo><mi>b</mi>"},
    {"x,-y", "<mi>x</mi><mo>,</mo><mo form=\"prefix\">−</mo><mi>y</mi>"},
    {"a \\cdot -b", "<mi>a</mi><mo>⋅</mo><mo form=\"prefix\">−</mo><mi>b</mi>"},
    {"|-x|",
     "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo><mo "
     "form=\"prefix\">−</mo><mi>x</mi><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo>"},
    {"a_{i+1,j}", "<msub><mi>a</mi><mrow><mi>i</mi><mo lspace=\"0\" "
                  "rspace=\"0\">+</mo><mn>1</mn><mo rspace=\"0\">,</mo><mi>j</mi></mrow></msub>"},
    {"\\frac{a-b}{2}", "<mfrac><mrow><mi>a</mi><mo lspace=\"0\" "
                       "rspace=\"0\">−</mo><mi>b</mi></mrow><mn>2</mn></mfrac>"},
    {"x := y",
     "<mi>x</mi><mo lspace=\"0.2778em\" rspace=\"0\">:</mo><mo lspace=\"0\">=</mo><mi>y</mi>"},
    {"f : X \\to Y",
     "<mi>f</mi><mo lspace=\"0.2778em\" rspace=\"0.2778em\">:</mo><mi>X</mi><mo>→</mo><mi>Y</mi>"},
    {"a {=} b", "<mi>a</mi><mo lspace=\"0\" rspace=\"0\">=</mo><mi>b</mi>"},
    {"\\sum(x)",
     "<mo rspace=\"0\">∑</mo><mo stretchy=\"false\">(</mo><mi>x</mi><mo stretchy=\"false\">)</mo>"},
    {"= \\sum x", "<mo>=</mo><mo lspace=\"0\">∑</mo><mi>x</mi>"},
    {"1, \\dots, n",
     "<mn>1</mn><mo>,</mo><mi>…</mi><mspace width=\"0.1667em\"/><mo>,</mo><mi>n</mi>"},
    {"1 + \\dots + n", "<mn>1</mn><mo>+</mo><mi>⋯</mi><mo>+</mo><mi>n</mi>"},
    {"\\begin{aligned} a & + b \\end{aligned}",
     "<mtable displaystyle=\"true\" columnalign=\"right left\" columnspacing=\"0em\" "
     "class=\"eq\"><mtr><mtd class=\"ta-r\"><mi>a</mi></mtd><mtd class=\"ta-l\"><mo "
     "form=\"infix\">+</mo><mi>b</mi></mtd></mtr></mtable>"},
    {"\\mathop{\\mathrm{am}}_x", "<msub><mi>am</mi><mi>x</mi></msub>"},
    {"\\mathrel{:=}",
     "<mrow><mo lspace=\"0.2778em\" rspace=\"0\">:</mo><mo lspace=\"0\">=</mo></mrow>"},
    {"\\mathbin{+}", "<mo lspace=\"0.2222em\" rspace=\"0.2222em\">+</mo>"},
    {"\\left( \\sum x \\right)",
     "<mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\" "
     "form=\"prefix\">(</mo><mrow><mo>∑</mo><mi>x</mi></mrow><mo stretchy=\"true\" lspace=\"0\" "
     "rspace=\"0\" form=\"postfix\">)</mo></mrow>"},
    {"\\Big|_x", "<msub><mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\" minsize=\"1.6em\" "
                 "maxsize=\"1.6em\">|</mo></mrow><mi>x</mi></msub>"},
    {"\\boldsymbol{\\Sigma}", "<mi>𝚺</mi>"},
    {"\\underline{x}",
     "<munder accentunder=\"true\" class=\"rule\"><mi>x</mi><mo stretchy=\"true\">_</mo></munder>"},
    {"\\vec{x}",
     "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"false\" mathsize=\"70%\">→</mo></mover>"},
    {"\\widehat{ab}", "<mover accent=\"true\"><mrow><mi>a</mi><mi>b</mi></mrow><mo "
                      "stretchy=\"true\">\xCC\x82</mo></mover>"},
    {"\\textbf{a}", "<mtext class=\"bold\">a</mtext>"},
    {"\\xcancel{x}", "<menclose notation=\"updiagonalstrike downdiagonalstrike\" "
                     "class=\"cross\"><mi>x</mi></menclose>"},
    {"\\begin{array}{|c|r|} \\hline a & b \\\\ \\hline c & d \\\\ \\hline \\end{array}",
     "<mtable columnalign=\"center right\"><mtr><mtd class=\"line-t line-l\"><mi>a</mi></mtd><mtd "
     "class=\"line-t line-l line-r ta-r\"><mi>b</mi></mtd></mtr><mtr><mtd class=\"line-t line-b "
     "line-l\"><mi>c</mi></mtd><mtd class=\"line-t line-b line-l line-r "
     "ta-r\"><mi>d</mi></mtd></mtr></mtable>"},
    {"\\begin{array}{*{2}{c|}} a & b \\end{array}",
     "<mtable columnalign=\"center center\"><mtr><mtd><mi>a</mi></mtd><mtd class=\"line-l "
     "line-r\"><mi>b</mi></mtd></mtr></mtable>"},
    {"\\begin{aligned} [a] &= b \\end{aligned}",
     "<mtable displaystyle=\"true\" columnalign=\"right left\" columnspacing=\"0em\" "
     "class=\"eq\"><mtr><mtd class=\"ta-r\"><mo stretchy=\"false\">[</mo><mi>a</mi><mo "
     "stretchy=\"false\">]</mo></mtd><mtd "
     "class=\"ta-l\"><mo>=</mo><mi>b</mi></mtd></mtr></mtable>"},
    {"\\begin{aligned}[t] a &= b \\end{aligned}",
     "<mtable displaystyle=\"true\" columnalign=\"right left\" columnspacing=\"0em\" "
     "class=\"eq\"><mtr><mtd class=\"ta-r\"><mi>a</mi></mtd><mtd "
     "class=\"ta-l\"><mo>=</mo><mi>b</mi></mtd></mtr></mtable>"},
    {"\\begin{smallmatrix} a \\end{smallmatrix}",
     "<mstyle scriptlevel=\"1\"><mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable></mstyle>"},
    {"\\begin{eqnarray} a &=& b \\end{eqnarray}",
     "<mtable displaystyle=\"true\" columnalign=\"right center left\" columnspacing=\"0.2778em\" "
     "class=\"eqn\"><mtr><mtd class=\"ta-r\"><mi>a</mi></mtd><mtd><mo>=</mo></mtd><mtd "
     "class=\"ta-l\"><mi>b</mi></mtd></mtr></mtable>"},
    {"\\lessapprox", "<mo>⪅</mo>"},
    {"\\fbox{a $b$}",
     "<mrow class=\"boxed\"><mrow><mtext>a&#160;</mtext><mrow><mi>b</mi></mrow></mrow></mrow>"},
    {"x → ∞", "<mi>x</mi><mo>→</mo><mi>∞</mi>"},
    {"⟨x⟩", "<mo stretchy=\"false\">⟨</mo><mi>x</mi><mo stretchy=\"false\">⟩</mo>"},
    {"‖x‖", "<mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo><mi>x</mi><mo "
            "stretchy=\"false\" lspace=\"0\" rspace=\"0\">‖</mo>"},
    {"a ∈ ∅", "<mi>a</mi><mo>∈</mo><mi>∅</mi>"},
    {"√2", "<mi>√</mi><mn>2</mn>"},
    {"∑_i", "<munder><mo>∑</mo><mi>i</mi></munder>"},
    {"\\ket{0}", "<mrow><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\">|</mo><mn>0</mn><mo "
                 "stretchy=\"false\">⟩</mo></mrow>"},
    {"\\abs{-x}", "<mrow><mo stretchy=\"false\" lspace=\"0\" rspace=\"0\" "
                  "form=\"prefix\">|</mo><mrow><mo>−</mo><mi>x</mi></mrow><mo stretchy=\"false\" "
                  "lspace=\"0\" rspace=\"0\" form=\"postfix\">|</mo></mrow>"},
    {"\\matrix{a & b \\cr c & d}",
     "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd><mi>c</mi></"
     "mtd><mtd><mi>d</mi></mtd></mtr></mtable>"},
    {"\\cases{a & b \\\\ c & d}",
     "<mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\">{</mo><mtable columnalign=\"left "
     "left\"><mtr><mtd class=\"ta-l\"><mi>a</mi></mtd><mtd "
     "class=\"ta-l\"><mi>b</mi></mtd></mtr><mtr><mtd class=\"ta-l\"><mi>c</mi></mtd><mtd "
     "class=\"ta-l\"><mi>d</mi></mtd></mtr></mtable></mrow>"},
    {"{a \\brack b}", "<mrow><mo stretchy=\"true\" lspace=\"0\" rspace=\"0\">[</mo><mfrac "
                      "linethickness=\"0\"><mi>a</mi><mi>b</mi></mfrac><mo stretchy=\"true\" "
                      "lspace=\"0\" rspace=\"0\">]</mo></mrow>"},
    {"\\fcolorbox{red}{white}{x}", "<mrow class=\"boxed\"><mtext>x</mtext></mrow>"},
    {"\\rule{0pt}{2ex} x", "<mi>x</mi>"},
    {"\\bbox[5px]{x}", "<mrow class=\"boxed\"><mi>x</mi></mrow>"},
    {"\\ce{H2O}", "<mrow><msub><mi mathvariant=\"normal\">H</mi><mn>2</mn></msub><mi "
                  "mathvariant=\"normal\">O</mi></mrow>"},
    {"\\ce{2H2 + O2 -> 2H2O}",
     "<mrow><mn>2</mn><msub><mi mathvariant=\"normal\">H</mi><mn>2</mn></msub><mo>+</mo><msub><mi "
     "mathvariant=\"normal\">O</mi><mn>2</mn></msub><mover><mo "
     "stretchy=\"true\">→</mo><mrow><mspace width=\"0.4em\"/><mspace width=\"1em\"/><mspace "
     "width=\"0.4em\"/></mrow></mover><mn>2</mn><msub><mi "
     "mathvariant=\"normal\">H</mi><mn>2</mn></msub><mi mathvariant=\"normal\">O</mi></mrow>"},
    {"\\ce{SO4^2-}", "<mrow><msubsup><mi>SO</mi><mn>4</mn><mrow><mn>2</mn><mo lspace=\"0\" "
                     "rspace=\"0\">−</mo></mrow></msubsup></mrow>"},
    {"\\ce{CO2 + C <=> 2CO}",
     "<mrow><msub><mi>CO</mi><mn>2</mn></msub><mo>+</mo><mi "
     "mathvariant=\"normal\">C</mi><mover><mo stretchy=\"true\">⇌</mo><mrow><mspace "
     "width=\"0.4em\"/><mspace width=\"1em\"/><mspace "
     "width=\"0.4em\"/></mrow></mover><mn>2</mn><mi>CO</mi></mrow>"},
    {"\\ce{Fe^{3+}}", "<mrow><msup><mi>Fe</mi><mrow><mn>3</mn><mo lspace=\"0\" "
                      "rspace=\"0\">+</mo></mrow></msup></mrow>"},
    {"\\ce{Na+}", "<mrow><msup><mi>Na</mi><mo lspace=\"0\" rspace=\"0\">+</mo></msup></mrow>"},
    {"\\ce{Cl- + Ag+ -> AgCl v}",
     "<mrow><msup><mi>Cl</mi><mo lspace=\"0\" "
     "rspace=\"0\">−</mo></msup><mo>+</mo><msup><mi>Ag</mi><mo lspace=\"0\" "
     "rspace=\"0\">+</mo></msup><mover><mo stretchy=\"true\">→</mo><mrow><mspace "
     "width=\"0.4em\"/><mspace width=\"1em\"/><mspace "
     "width=\"0.4em\"/></mrow></mover><mi>AgCl</mi><mo stretchy=\"false\">↓</mo></mrow>"},
    {"\\ce{A ->[heat] B ^}",
     "<mrow><mi mathvariant=\"normal\">A</mi><mover><mo stretchy=\"true\">→</mo><mrow><mspace "
     "width=\"0.4em\"/><mtext>heat</mtext><mspace width=\"0.4em\"/></mrow></mover><mi "
     "mathvariant=\"normal\">B</mi><mo stretchy=\"false\">↑</mo></mrow>"},
    {"\\ce{^{227}_{90}Th}",
     "<mrow><msubsup><mrow/><mn>90</mn><mn>227</mn></msubsup><mi>Th</mi></mrow>"},
    {"\\ce{CH3-CH2-OH}", "<mrow><msub><mi>CH</mi><mn>3</mn></msub><mo lspace=\"0\" "
                         "rspace=\"0\">−</mo><msub><mi>CH</mi><mn>2</mn></msub><mo lspace=\"0\" "
                         "rspace=\"0\">−</mo><mi>OH</mi></mrow>"},
    {"\\ce{CH2=CH2}", "<mrow><msub><mi>CH</mi><mn>2</mn></msub><mo lspace=\"0\" "
                      "rspace=\"0\">=</mo><msub><mi>CH</mi><mn>2</mn></msub></mrow>"},
    {"\\ce{CuSO4*5H2O}",
     "<mrow><msub><mi>CuSO</mi><mn>4</mn></msub><mo>⋅</mo><mn>5</mn><msub><mi "
     "mathvariant=\"normal\">H</mi><mn>2</mn></msub><mi mathvariant=\"normal\">O</mi></mrow>"},
    {"\\ce{(NH4)2SO4}",
     "<mrow><mo stretchy=\"false\">(</mo><msub><mi>NH</mi><mn>4</mn></msub><msub><mo "
     "stretchy=\"false\">)</mo><mn>2</mn></msub><msub><mi>SO</mi><mn>4</mn></msub></mrow>"},
    {"\\ce{[Cu(NH3)4]^2+}", "<mrow><mo stretchy=\"false\">[</mo><mi>Cu</mi><mo "
                            "stretchy=\"false\">(</mo><msub><mi>NH</mi><mn>3</mn></msub><msub><mo "
                            "stretchy=\"false\">)</mo><mn>4</mn></msub><msup><mo "
                            "stretchy=\"false\">]</mo><mrow><mn>2</mn><mo lspace=\"0\" "
                            "rspace=\"0\">+</mo></mrow></msup></mrow>"},
    {"\\ce{NaOH(aq)}", "<mrow><mi>NaOH</mi><mo stretchy=\"false\">(</mo><mi>aq</mi><mo "
                       "stretchy=\"false\">)</mo></mrow>"},
    {"\\SI{9.8}{m/s^2}",
     "<mn>9.8</mn><mspace width=\"0.1667em\"/><mrow><mi mathvariant=\"normal\">m</mi><mo "
     "stretchy=\"false\" lspace=\"0\" rspace=\"0\">/</mo><msup><mi "
     "mathvariant=\"normal\">s</mi><mn>2</mn></msup></mrow>"},
};

static const char *const refused[] = {
    "",
    "\\unknown",
    "\\hspace{1^\\x}",
    "\\newcommand{}{y}",
    "{x",
    "x}",
    "\\frac{a}",
    "\\left( x",
    "\\left x",
    "a & \\end{b}",
    "\\begin{aligned} x",
    "\\begin{aligned} x \\end{align}",
    "\\begin{tikzpicture} x \\end{tikzpicture}",
    "\\sqrt[3 x",
    "\\text{a",
    "$x$",
    "\\hspace{wide}",
    "\\right)",
    "\\newcommand{x}{y}",
    "\\def\\x#2{y}",
    "\\ce{\\x}",
    "\\matrix a",
    "\\middle|",
};

struct fixture {
    struct oc_arena a;
    struct oc_tex_macros macros;
    xmlNode *body;
    struct oc_str unknown;
};

static void begin(struct fixture *f)
{
    oc_arena_init(&f->a);
    oc_tex_macros_init(&f->macros, &f->a);
    f->body = oc_html_parse(&f->a, OC_STR_NONE);
}

static xmlNode *math_of(struct fixture *f, const char *tex)
{
    return oc_tex_math(&f->unknown, &f->macros, f->body->doc, &f->a, oc_str(tex), false);
}

/* What stands in the math element. */
static void write_inside(struct oc_buf *out, xmlNode *math)
{
    struct oc_xhtml_facts facts = {0};
    oc_buf_clear(out);
    oc_xhtml_write(out, &facts, math);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < OC_COUNT(cases); i++) {
        struct fixture f;
        struct oc_buf out;
        begin(&f);
        oc_buf_init(&out, OC_MAX_PAGE_BYTES);
        xmlNode *math = math_of(&f, cases[i].tex);
        if (!math)
            fail_msg("'%s' is refused: %.*s", cases[i].tex, OC_STR_ARG(f.unknown));
        write_inside(&out, math);
        assert_string_equal(out.p, cases[i].mathml);
        assert_true(oc_str_is(oc_attr(math, "alttext"), cases[i].tex));
        oc_buf_release(&out);
        oc_arena_release(&f.a);
    }
}

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < OC_COUNT(refused); i++) {
        struct fixture f;
        begin(&f);
        if (math_of(&f, refused[i]))
            fail_msg("'%s' was taken", refused[i]);
        assert_true(f.unknown.n > 0);
        oc_arena_release(&f.a);
    }
}

/* The search by halves needs it. */
static void test_order(void **state)
{
    static const char *const names[] = {
#define OC_TEX(name, kind, what) name,
#include "render/tex.def"
#undef OC_TEX
    };
    (void)state;
    for (size_t i = 1; i < OC_COUNT(names); i++)
        if (strcmp(names[i - 1], names[i]) >= 0)
            fail_msg("%s stands before %s", names[i - 1], names[i]);
    for (size_t i = 0; i < OC_COUNT(names); i++)
        assert_string_equal(oc_tex_symbol(oc_str(names[i]))->name, names[i]);
    assert_null(oc_tex_symbol(OC_STR("zzz")));
}

/* What one formula defines, those after it may use; a definition shows nothing. */
static void test_macros(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    xmlNode *math = math_of(&f, "\\newcommand{\\half}[1]{\\frac{#1}{2}}");
    assert_non_null(math);
    assert_null(math->children);
    math = math_of(&f, "\\half{x}");
    assert_true(oc_node_is(math->children, "mfrac"));
    assert_null(math_of(&f, "\\quarter{x}"));
    assert_true(oc_str_is(f.unknown, "\\quarter"));
    oc_arena_release(&f.a);
}

/* Commands that stand for more and more of themselves end at the limit, for the whole page. */
static void test_bomb(void **state)
{
    struct fixture f;
    (void)state;
    begin(&f);
    assert_non_null(math_of(&f, "\\def\\a{\\b\\b}\\def\\b{\\c\\c}\\def\\c{\\a\\a}"));
    assert_null(math_of(&f, "\\a"));
    assert_true(f.macros.expanded <= OC_MAX_TEX_EXPANDED);
    assert_non_null(math_of(&f, "x"));
    oc_arena_release(&f.a);
}

/* Groups in groups, each with its style, are refused past the limit and taken before it. */
static void test_depth(void **state)
{
    (void)state;
    for (int deep = 0; deep < 2; deep++) {
        struct fixture f;
        struct oc_buf tex;
        int levels = deep ? OC_MAX_TEX_DEPTH + 1 : OC_MAX_TEX_DEPTH / 2 - 1;
        begin(&f);
        oc_buf_init(&tex, OC_MAX_PAGE_BYTES);
        for (int i = 0; i < levels; i++)
            oc_buf_puts(&tex, "{\\displaystyle a");
        for (int i = 0; i < levels; i++)
            oc_buf_puts(&tex, "}");
        assert_int_equal(math_of(&f, tex.p) == NULL, deep);
        oc_buf_release(&tex);
        oc_arena_release(&f.a);
    }
}

/* Any number of primes is one script, as flat as one prime. */
static void test_primes(void **state)
{
    struct fixture f;
    struct oc_buf tex;
    (void)state;
    begin(&f);
    oc_buf_init(&tex, OC_MAX_PAGE_BYTES);
    oc_buf_puts(&tex, "x");
    for (int i = 0; i < 400; i++)
        oc_buf_puts(&tex, "''''");
    xmlNode *row = math_of(&f, tex.p)->children->children->next;
    assert_true(oc_node_is(row, "mrow"));
    assert_int_equal(xmlChildElementCount(row), 400);
    oc_buf_release(&tex);
    oc_arena_release(&f.a);
}

/* What is too wide for a page is set smaller; in a line it breaks, or is the author's affair. */
static void test_wide(void **state)
{
    static const struct {
        const char *tex, *part, *look;
        int times;
    } rows[] = {{"a", "+b", "", 15},
                {"a", "+b", "wide", 20},
                {"a", "+b", "wider", 40},
                {"a", "_{ijklmnop}", "", 1},
                {"\\begin{matrix}", "a+b+c+d \\\\ ", "", 40},
                {"\\begin{matrix}a", "& a", "wider", 40},
                {"a", "\\hspace{3em}", "wide", 12},
                {"\\frac{1}{2}", "\\frac{abc}{abc}", "", 10}};
    (void)state;
    for (size_t i = 0; i < OC_COUNT(rows); i++) {
        struct fixture f;
        struct oc_buf tex;
        begin(&f);
        oc_buf_init(&tex, OC_MAX_PAGE_BYTES);
        oc_buf_puts(&tex, rows[i].tex);
        for (int k = 0; k < rows[i].times; k++)
            oc_buf_puts(&tex, rows[i].part);
        oc_buf_puts(&tex, strstr(rows[i].tex, "matrix") ? "\\end{matrix}" : "");
        xmlNode *math =
            oc_tex_math(&f.unknown, &f.macros, f.body->doc, &f.a, oc_buf_view(&tex), true);
        assert_non_null(math);
        assert_true(oc_str_is(oc_attr(math, "class"), rows[i].look));
        assert_int_equal(oc_attr(math_of(&f, tex.p), "class").n, 0);
        oc_buf_release(&tex);
        oc_arena_release(&f.a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),  cmocka_unit_test(test_refused), cmocka_unit_test(test_order),
        cmocka_unit_test(test_macros), cmocka_unit_test(test_bomb),    cmocka_unit_test(test_depth),
        cmocka_unit_test(test_wide),   cmocka_unit_test(test_primes),
    };
    oc_xhtml_start();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    oc_xhtml_stop();
    return failed;
}
