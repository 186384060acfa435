/// The looks of an HTML dossier: one quiet page for screen, phone, dark rooms and paper. No value from a file is in it.
enum StyleSheet {
    static let text = """
        :root{color-scheme:light dark;--paper:#fff;--ink:#1b1f23;--quiet:#5a626b;--line:#d9dde1;--faint:#f5f6f7;\
        --accent:#1d4f80;--mark:#1d4f80;--tick:#8a5a00;--band:#e3edf5;--shade:#0002;--pass:#1a6b3c;--fail:#a3202c;--open:#755100;\
        --sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Ethiopic",Nyala,"Noto Sans Devanagari",\
        "Noto Sans Bengali","Noto Sans Arabic","Noto Naskh Arabic",Ubuntu,Cantarell,Arial,sans-serif;\
        --mono:ui-monospace,"Cascadia Mono",Menlo,Consolas,"Noto Sans Mono","DejaVu Sans Mono",monospace}
        @media(prefers-color-scheme:dark){:root{--paper:#15181b;--ink:#e7e5e1;--quiet:#a2aab2;--line:#363c42;--faint:#1d2125;\
        --accent:#8dbcec;--mark:#8dbcec;--tick:#e2b562;--band:#223242;--shade:#0009;--pass:#7cc99a;--fail:#f4938f;--open:#e6b95c}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 var(--sans);\
        font-variant-numeric:tabular-nums lining-nums;overflow-wrap:break-word}
        code,bdi{overflow-wrap:anywhere}td bdi,th bdi,td code{overflow-wrap:break-word}
        :lang(am),:lang(ti){line-height:1.75}:lang(ur){line-height:2.1}:lang(ar),:lang(hi),:lang(ne),:lang(bn){line-height:1.75}
        a{color:var(--accent);text-underline-offset:.15em;text-decoration-thickness:1px}
        :focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
        main:focus{outline:none}
        .skip{position:absolute;inset-inline-start:-99rem}
        .skip:focus{inset-inline-start:1rem;inset-block-start:1rem;padding:.5rem 1rem;background:var(--paper);z-index:2}
        .hidden,thead.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .defs{position:absolute}
        .page{max-inline-size:80rem;margin-inline:auto;padding:2.5rem 2rem 4rem;display:grid;\
        grid-template-columns:minmax(0,1fr);gap:0 3.5rem}
        h1,h2,h3,h4{line-height:1.25;text-wrap:balance;margin:0}
        h1{font-size:2.25rem;font-weight:700;letter-spacing:-.015em}
        h2{font-size:1.5rem;font-weight:650;letter-spacing:-.01em;margin-block:0 1rem}
        h3{font-size:1.15rem;font-weight:650;margin-block:2.25rem .75rem}
        h4{font-size:1rem;font-weight:650}
        h1::first-letter,h2::first-letter,h3::first-letter,h4::first-letter,caption::first-letter,summary::first-letter,\
        dt::first-letter,.cap::first-letter{text-transform:uppercase}
        p{max-inline-size:46rem;margin-block:0 1rem}
        small{font-size:.86em;color:var(--quiet);font-weight:400}
        code,pre{font-family:var(--mono);font-size:.88em}
        .kicker{color:var(--quiet);font-size:.82rem;font-weight:600;letter-spacing:.07em;text-transform:uppercase;margin-block:0 .4rem}
        .subtitle{color:var(--quiet);font-size:1.08rem;margin-block:.5rem 1.75rem}
        .note{color:var(--quiet);font-size:.92rem}
        .callout{border-inline-start:4px solid var(--open);padding:.6rem 1rem;background:var(--faint);max-inline-size:none}
        section{margin-block-start:3.5rem;padding-block-start:1.25rem;border-block-start:1px solid var(--line)}
        section section{margin-block-start:0;padding-block-start:0;border:0}
        .strip{border:1px solid var(--line);border-inline-start:.5rem solid var(--state,var(--quiet));border-radius:.4rem;\
        padding:1.25rem 1.5rem;background:var(--faint)}
        .pass{--state:var(--pass)}.fail{--state:var(--fail)}.inconclusive{--state:var(--open)}
        .headline{display:flex;gap:.75rem;align-items:center;font-size:1.45rem;font-weight:650;line-height:1.3;max-inline-size:none;margin:0}
        .sign{inline-size:1em;block-size:1em;flex:none;fill:none;stroke:currentColor;stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round}
        .headline .sign{inline-size:2.1rem;block-size:2.1rem;padding:.4rem;border-radius:50%;background:var(--state);color:var(--paper)}
        .inconclusive>.headline .sign{background:none;color:var(--state);border:2px dashed}
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr));gap:.75rem;margin-block-start:1.1rem}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:.3rem;padding:.75rem 1rem}
        .card p{margin:0 0 .35rem}
        .card ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.25rem;margin:0;padding:0}
        .card li{display:inline-flex;align-items:center;gap:.35rem;color:var(--state)}
        .card li.none{color:var(--quiet)}
        .card .open{display:block;margin-block-start:.5rem;padding-block-start:.45rem;border-block-start:1px solid var(--line);font-size:.94rem}
        .card .open li{display:flex;align-items:baseline}.open .sign{transform:translateY(.12em)}
        .facts{margin:1rem 0;display:grid;gap:0}
        .facts>div{display:grid;grid-template-columns:minmax(9rem,16rem) minmax(0,1fr);gap:0 1.5rem;padding-block:.5rem;\
        border-block-end:1px solid var(--line)}
        dt{color:var(--quiet);font-size:.92rem}dd{margin:0;max-inline-size:46rem}
        .facts.opening{grid-template-columns:repeat(auto-fit,minmax(min(15rem,100%),1fr));gap:1rem 2rem;margin-block:1.5rem 0}
        .facts.opening>div{display:block;border:0;padding:0}
        .facts.opening dt{font-size:.82rem}
        nav{margin-block-start:2rem;font-size:.92rem}
        nav ol{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.1rem 1.25rem}
        nav a{display:inline-block;padding-block:.25rem;text-decoration:none}nav a:hover{text-decoration:underline}
        ol{padding-inline-start:1.6rem}ul{padding-inline-start:1.3rem}
        main>section>ol,main>section>ul,section section>ul{max-inline-size:48rem}
        li{margin-block:.3rem}
        #findings ol{list-style:none;padding:0;counter-reset:f;max-inline-size:52rem}
        #findings li{counter-increment:f;position:relative;padding:.85rem 0 .85rem 0;padding-inline-start:2.9rem;\
        margin:0;font-size:1.08rem;border-block-end:1px solid var(--line)}
        #findings li::before{content:counter(f);position:absolute;inset-inline-start:0;inset-block-start:.9rem;inline-size:1.8rem;\
        block-size:1.8rem;border:1.5px solid var(--accent);border-radius:50%;color:var(--accent);font-weight:650;font-size:.95rem;\
        display:grid;place-items:center;line-height:1}
        #findings a{font-size:.92rem;white-space:nowrap}
        .scroll{overflow-x:auto;margin-block:1rem 1.75rem;\
        background:linear-gradient(90deg,var(--paper) 1.5rem,transparent) 0/3rem 100% no-repeat local,\
        linear-gradient(-90deg,var(--paper) 1.5rem,transparent) 100%/3rem 100% no-repeat local,\
        linear-gradient(90deg,var(--shade),transparent) 0/.8rem 100% no-repeat scroll,\
        linear-gradient(-90deg,var(--shade),transparent) 100%/.8rem 100% no-repeat scroll}
        pre{white-space:pre-wrap}pre.scroll{background:var(--faint);border:1px solid var(--line);border-radius:.3rem;padding:.75rem 1rem}
        table{border-collapse:collapse;inline-size:100%;font-size:.94rem;line-height:1.45}
        caption{text-align:start;font-weight:650;padding-block:0 .5rem}
        th,td{text-align:start;vertical-align:top;padding:.5rem .6rem;border-block-end:1px solid var(--line);font-weight:400}
        th:first-child,td:first-child{padding-inline-start:0}th:last-child,td:last-child{padding-inline-end:0}
        thead th{color:var(--quiet);font-size:.86rem;font-weight:600;vertical-align:bottom;border-block-end:1.5px solid var(--quiet)}
        tbody th{min-inline-size:7rem;max-inline-size:18rem}
        td{min-inline-size:4rem}
        .n,.num td,.num thead th+th{text-align:end}.num .s,.num thead .s{text-align:start}
        td.n,.num td{white-space:nowrap}td.n small,.num td small,.num .s{white-space:normal}
        td:empty::before{content:"\\2013";color:var(--quiet)}
        tr.total>*{font-weight:650;background:var(--faint)}
        tr:target>*{background:var(--band)}
        .stacks th,.stacks td{min-inline-size:6.5rem}.stacks tbody th{min-inline-size:10.5rem}
        .verdict{display:inline-flex;align-items:center;gap:.4rem;padding:.12rem .55rem;border:1.5px solid var(--state);border-radius:1rem;\
        color:var(--state);font-weight:650;font-size:.92em;white-space:nowrap}
        .verdict.fail{background:var(--fail);color:var(--paper)}
        .verdict.inconclusive{border-style:dashed}
        .label{display:none}
        figure{margin:0 0 2.5rem;break-inside:avoid}
        figcaption{margin-block-end:.5rem}figcaption .note{margin-block:.15rem .35rem}
        .plane{max-inline-size:38rem;padding-inline-start:3rem;margin-block:.5rem 1rem;font-size:.86rem;color:var(--quiet)}
        .field{position:relative;aspect-ratio:1.75;margin-block:1rem 2rem;margin-inline-end:1rem;border-inline-start:1.5px solid var(--quiet);border-block-end:1.5px solid var(--quiet)}
        .field b{position:absolute;font-weight:400;font-variant-numeric:tabular-nums;white-space:nowrap}
        .tx{inset-inline-start:var(--x);inset-block-start:calc(100% + .35rem);transform:translateX(-50%)}[dir=rtl] .tx{transform:translateX(50%)}
        .ty{inset-inline-end:calc(100% + .4rem);inset-block-end:var(--y);transform:translateY(50%)}
        .pt{display:inline-block;font-style:normal;font-size:.78rem;line-height:1.15rem;min-inline-size:1.15rem;min-block-size:1.15rem;text-align:center;\
        border:1.5px solid var(--mark);border-radius:.7rem;background:var(--paper);color:var(--ink);font-variant-numeric:tabular-nums}
        .field .pt{position:absolute;inset-inline-start:var(--x);inset-block-end:var(--y);transform:translate(-50%,50%)}[dir=rtl] .field .pt{transform:translate(50%,50%)}
        .field .pt:empty{min-inline-size:.5rem;min-block-size:.5rem}
        .q0{background:var(--mark);color:var(--paper)}.q2,.q3{border-width:3px}.q3{background:var(--faint)}.ring{box-shadow:0 0 0 2px var(--paper),0 0 0 4px var(--mark);font-weight:700}
        .xtitle{text-align:end}.names{columns:14rem;font-size:.92rem;margin-block:0 .5rem}
        .legend{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin:0;padding:0;font-size:.88rem;color:var(--quiet);max-inline-size:none}
        .legend li{display:inline-flex;align-items:center;gap:.4rem;margin:0}
        .key{inline-size:24px;block-size:16px;flex:none;color:var(--mark)}
        .chart>div{display:grid;grid-template-columns:minmax(7rem,12rem) minmax(9rem,1fr) 13.5rem 4.5rem;gap:0 1.5rem;align-items:stretch;\
        font-size:.92rem;line-height:1.4;border-block-end:1px solid var(--line);break-inside:avoid}
        .chart>div>div{padding-block:.3rem;align-self:center}
        .chart>div>:last-child{text-align:end}
        .chart>.head{color:var(--quiet);font-size:.86rem;font-weight:600;border-block-end:1.5px solid var(--quiet)}
        .chart>.head>div{align-self:end}
        .chart>.total{font-weight:650;background:var(--faint)}
        .chart svg{inline-size:100%;block-size:0;min-block-size:max(100%,1.9rem);overflow:hidden;color:var(--mark);display:block}
        .ticks{position:relative;block-size:1.9rem;font-weight:400;font-variant-numeric:tabular-nums}
        .chart i{font-style:normal;display:block}.ticks i{position:absolute;inset-inline-start:var(--x);inset-block-end:.3rem;transform:translateX(-50%);white-space:nowrap}
        [dir=rtl] .ticks i{transform:translateX(50%)}
        .chart>div>:nth-child(3)>i{padding-inline-start:1.15rem;position:relative}
        .chart>div>:nth-child(3)>i::before{position:absolute;inset-inline-start:0;color:var(--mark);font-weight:400}
        .chart>div>:nth-child(3) i:nth-child(1)::before{content:"\\25CF"}.chart>div>:nth-child(3) i:nth-child(2)::before{content:"\\25CB"}\
        .chart>div>:nth-child(3) i:nth-child(3)::before{content:"\\2022"}.chart>div>:nth-child(3) i:nth-child(4)::before{content:"\\25C9"}
        .w0,.w1,.w2,.w3{height:2.5px;fill:currentColor;transform:translateY(-1.25px)}.k{width:22px;height:2.5px;fill:currentColor}
        .m0,.m1,.m2,.m3{r:5px;fill:currentColor}.m1{r:4.5px;fill:var(--paper);stroke:currentColor;stroke-width:2.2px}
        .m2{r:3px;stroke:currentColor;stroke-width:1px}.m3{r:3.5px;fill:currentColor;stroke:var(--paper);stroke-width:2px}
        .s1 .w0{y:50%}.s1 .m0{cy:50%}
        .s2 .w0{y:27%}.s2 .m0{cy:27%}.s2 .w1{y:73%}.s2 .m1{cy:73%}
        .s3 .w0{y:18%}.s3 .m0{cy:18%}.s3 .w1{y:50%}.s3 .m1{cy:50%}.s3 .w2{y:82%}.s3 .m2{cy:82%}
        .s4 .w0{y:14%}.s4 .m0{cy:14%}.s4 .w1{y:38%}.s4 .m1{cy:38%}.s4 .w2{y:62%}.s4 .m2{cy:62%}.s4 .w3{y:86%}.s4 .m3{cy:86%}
        .lone{fill-opacity:.5}
        .g{width:1px;height:100%;fill:var(--line)}.t{width:3px;y:calc(50% - min(32%,13px));height:min(64%,26px);fill:var(--tick)}
        .r{stroke:var(--quiet);stroke-width:1.5px;stroke-dasharray:3 3}.band{fill:var(--band)}
        details{margin-block:.5rem 1rem}
        summary{cursor:pointer;color:var(--accent);padding-block:.25rem;font-size:.94rem;inline-size:fit-content;max-inline-size:100%}
        details>figure,details>section{margin-block-start:1.25rem}
        footer{margin-block-start:4rem;padding-block-start:1rem;border-block-start:1px solid var(--line);color:var(--quiet);font-size:.9rem}
        footer p{margin-block:0 .25rem}
        @media(min-width:75rem){
        .page{grid-template-columns:13rem minmax(0,1fr)}
        header{grid-column:1/-1}footer{grid-column:2}
        nav{grid-column:1;margin-block-start:3.5rem;padding-block-start:1.25rem}
        nav ol{position:sticky;inset-block-start:1.5rem;display:block}
        nav li{margin:0;border-inline-start:2px solid var(--line);padding-inline-start:.85rem}
        main{grid-column:2;min-inline-size:0}}
        @media(max-width:46rem){
        .page{padding:1.25rem 1rem 3rem}
        h1{font-size:1.7rem}h2{font-size:1.3rem}.headline{font-size:1.2rem}.strip{padding:1rem}
        section{margin-block-start:2.5rem}
        .facts>div{grid-template-columns:minmax(0,1fr);gap:0}
        .facts.opening{grid-template-columns:repeat(auto-fit,minmax(min(9rem,100%),1fr));gap:.85rem 1.25rem}
        .facts.opening>div:first-child{grid-column:1/-1}
        #findings li{font-size:1.02rem;padding-inline-start:2.5rem}
        .chart>div{grid-template-columns:minmax(0,1fr) auto;gap:0 .75rem;padding-block:.35rem;position:relative}
        .chart>div>:nth-child(1){order:1;padding-block:0}.chart>div>:nth-child(4){order:2;padding-block:0}
        .chart>div>:nth-child(2){order:3;grid-column:1/-1}.chart>div>:nth-child(3){order:4;grid-column:1/-1;padding-block:0}
        .chart>.head>:nth-child(3){display:none}
        .chart svg{block-size:1.9rem;min-block-size:0}
        .chart>div:not(.head)>:nth-child(1){font-weight:600}
        .chart>div>:last-child{display:flex;gap:.6rem;color:var(--quiet)}
        .ticks{font-size:.8rem}table{font-size:.86rem}th,td{padding:.4rem .3rem;min-inline-size:0}tbody th{min-inline-size:4.5rem}
        .num:not(.stacks){font-size:.8rem}.num thead th{font-size:.74rem;hyphens:auto}
        .stacks,.stacks tbody,.stacks tr,.stacks th,.stacks td,.stacks caption{display:block}
        .stacks thead{position:absolute;clip-path:inset(50%);inline-size:1px;block-size:1px;overflow:hidden}
        .stacks tr{border:1px solid var(--line);border-radius:.4rem;padding:.75rem 1rem;margin-block-end:1rem}
        .stacks tbody th,.stacks td{padding:.35rem 0;border:0;max-inline-size:none;min-inline-size:0}
        .stacks td{display:grid;grid-template-columns:7rem minmax(0,1fr);gap:0 .75rem}
        .stacks .label{display:block;color:var(--quiet);font-size:.86rem}
        .stacks .n{text-align:start}}
        @media print{
        @page{size:A4;margin:16mm 14mm}
        :root{--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--faint:#fff;--accent:#000;--mark:#000;--tick:#777;--band:#e4e4e4;--shade:transparent;\
        --pass:#000;--fail:#000;--open:#000}
        html{font-size:9.5pt}
        .page{display:block;max-inline-size:none;padding:0}
        nav,.skip{display:none}
        a{color:inherit}
        section{break-before:auto;margin-block-start:1.75rem}
        h2,h3,h4,figcaption,caption,summary{break-after:avoid}figure{margin-block-end:1rem}
        tr,li,.card,.strip{break-inside:avoid}
        thead{display:table-header-group}
        .scroll{overflow:visible}td.n{white-space:normal}
        details::details-content{content-visibility:visible;block-size:auto;display:block}
        summary{color:inherit;list-style:none}figure>details{display:none}
        svg,.strip,.verdict,.headline .sign,tr.total>*,.chart>.total{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        @media(prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}

        """
}
