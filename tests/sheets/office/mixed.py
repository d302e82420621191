import random
random.seed(4)
def cell(v=None, t=None, style=None, formula=None, cols=1, rows=1, covered=False):
    a=''
    if style: a+=f' table:style-name="{style}"'
    if formula: a+=f' table:formula="{formula}"'
    if cols>1 or rows>1: a+=f' table:number-columns-spanned="{cols}" table:number-rows-spanned="{rows}"'
    if covered: return '<table:covered-table-cell/>'
    if v is None: return f'<table:table-cell{a}/>'
    if t=='string': return f'<table:table-cell office:value-type="string"{a}>'+''.join(f'<text:p>{x}</text:p>' for x in v.split('\n'))+'</table:table-cell>'
    if t=='boolean': return f'<table:table-cell office:value-type="boolean" office:boolean-value="{v}"{a}/>'
    if t=='date': return f'<table:table-cell office:value-type="date" office:date-value="{v}"{a}/>'
    if t=='time': return f'<table:table-cell office:value-type="time" office:time-value="{v}"{a}/>'
    if t=='percentage': return f'<table:table-cell office:value-type="percentage" office:value="{v}"{a}/>'
    return f'<table:table-cell office:value-type="float" office:value="{v}"{a}/>'
S=lambda x,**k: cell(x,'string',**k)
rows=[]
rows.append(S('示例市2025年度指标体系表',cols=6)+cell(covered=True)*5)
rows.append(''.join(S(x) for x in ['编码','指标','分值','目标值','完成日期','备注']))
rows.append(S('110101199001011234')+S('重点任务完成率',rows=2)+cell(9)+cell(0.95,'percentage',style='pc')+cell('2025-06-30','date',style='da')+S('第一行\n第二行'))
rows.append(S('007')+cell(covered=True)+cell(2.5)+cell(0.875,'percentage',style='pc')+cell('2025-06-30T12:00:00','date',style='mo')+S('&lt;b&gt;&amp;=1+1'))
hidden=S('隐藏行')+cell()+cell(1)
rows.append(('H',hidden))
rows.append(S('合计')+cell()+cell(formula='of:=SUM([.C3:.C4])',v=11.5)+cell(formula='of:=1/0',v=0)+cell(formula='of:=&quot;合&quot;&amp;&quot;格&quot;',v='合格',t='string')+cell('true','boolean'))
rows.append(cell(1234567.891,style='gr')+cell(-0.1)+cell(1e-7)+cell(123456789012345)+cell(0.29)+cell('PT06H00M00S','time',style='ti'))
for k in range(170):
    rows.append(S(f'U{k:02}')+S('评分标准：'+''.join(random.choice('每低一个百分点扣分完为止满得按率计') for _ in range(40)) if k%2 else 'plain words only '*(1+k%9)))
body=''
for r in rows:
    if isinstance(r,tuple): body+=f'<table:table-row table:visibility="collapse">{r[1]}</table:table-row>'
    else: body+=f'<table:table-row>{r}</table:table-row>'
doc=f'''<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<number:percentage-style style:name="N10"><number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N11"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text><number:day/><number:text>日</number:text></number:date-style>
<number:date-style style:name="N12"><number:year number:style="long"/><number:text>-</number:text><number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/><number:text> </number:text><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:date-style>
<number:number-style style:name="N13"><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:number-style>
<number:time-style style:name="N14"><number:hours number:style="long"/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>
<style:style style:name="pc" style:family="table-cell" style:data-style-name="N10"/>
<style:style style:name="da" style:family="table-cell" style:data-style-name="N11"/>
<style:style style:name="mo" style:family="table-cell" style:data-style-name="N12"/>
<style:style style:name="gr" style:family="table-cell" style:data-style-name="N13"/>
<style:style style:name="ti" style:family="table-cell" style:data-style-name="N14"/>
<style:style style:name="hid" style:family="table"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="指标体系"><table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="2"/>{body}</table:table>
<table:table table:name="隐藏 &amp; 参考" table:style-name="hid"><table:table-column/><table:table-row>{S("码表")}{cell(1)}</table:table-row></table:table>
</office:spreadsheet></office:body></office:document>'''
open('mixed.fods','w').write(doc)
