//! The command line as clap reads it.

use crate::assessment::YEARS;
use crate::input::Encoding;
use crate::message::Lang;
use clap::{Args, Parser, Subcommand, ValueEnum};
use rust_decimal::Decimal;
use std::path::PathBuf;

/// 重新计算绩效自评得分 / recomputes performance self-evaluation scores
#[derive(Debug, Parser)]
#[command(name = "jixiao", version, propagate_version = true, arg_required_else_help = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub common: Common,
}

/// What every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// 评分办法：名称或文件 / the policy: a shipped one or a file (default: the table's own, else mof-2020-10)
    #[arg(long = "policy", global = true, value_name = "ID|FILE")]
    pub policies: Vec<String>,
    /// 语言，默认取自环境 / language, from the environment by default
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArgument>,
    /// 输入文件的编码 / encoding of the input files
    #[arg(long, global = true, value_enum, default_value = "utf-8")]
    pub encoding: EncodingArgument,
    /// 年度：用于未写年度的表和指标行，以及未写年份的日期 / the year of tables, rows and dates that give none
    #[arg(long, global = true, value_parser = clap::value_parser!(i32).range(i64::from(*YEARS.start())..=i64::from(*YEARS.end())))]
    pub year: Option<i32>,
    /// 不在标准错误上输出说明 / no messages on standard error
    #[arg(long, short, global = true)]
    pub quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LangArgument {
    /// 中文
    Zh,
    /// English
    En,
}

impl From<LangArgument> for Lang {
    fn from(lang: LangArgument) -> Self {
        match lang {
            LangArgument::Zh => Self::Zh,
            LangArgument::En => Self::En,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum EncodingArgument {
    /// UTF-8
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// GBK, GB 2312, GB 18030
    #[value(name = "gbk", aliases = ["gb18030", "gb2312"])]
    Gbk,
}

impl From<EncodingArgument> for Encoding {
    fn from(encoding: EncodingArgument) -> Self {
        match encoding {
            EncodingArgument::Utf8 => Self::Utf8,
            EncodingArgument::Gbk => Self::Gb18030,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 重算得分 / recompute the scores
    Score(Score),
    /// 只列问题 / findings only; exit 1 if any is an error
    Check(Check),
    /// 说明每个得分的由来 / how each score is derived
    Explain(Explain),
    /// 同一批表在几种评分办法下的比较 / the same tables under several policies
    Compare(Compare),
    /// 多个单位的表汇总为一张后计分 / combine the tables of several units and score them
    Rollup(Rollup),
    /// 将文档中的自评表写成 YAML，一表一个文件 / write the tables of documents as YAML, one file each
    Import(Import),
    /// 计算单个指标 / score one indicator, or one per line of standard input
    Eval(Eval),
    /// 识读一格文字 / read one cell, or one per line of standard input
    Parse(Parse),
    /// 评分办法 / policies
    #[command(subcommand)]
    Policy(Policy),
    /// 命令行补全脚本 / completions for a shell
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(super) struct Score {
    /// 文件或文件夹 / files or folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 输出格式 / what to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: ScoreFormat,
    /// 写入文件，完整后才替换 / write to a file, replaced only when complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub rows: Rows,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum ScoreFormat {
    Text,
    Json,
    Csv,
    Markdown,
    /// 单个网页，离线可用 / one web page, without network
    Html,
    /// Excel 工作簿，得分为公式 / a workbook whose scores are formulas
    Xlsx,
    /// Word 自评表，一项目一页 / the official form as a Word document, one project per page
    Docx,
    /// 指标行 / rows
    Jsonl,
    /// 指标行 / rows
    Parquet,
    /// 指标行 / rows
    Arrow,
}

/// What goes with indicator rows (.csv .jsonl .parquet .arrow) instead of tables.
#[derive(Debug, Args)]
#[command(next_help_heading = "指标行 / rows: .csv .jsonl .parquet .arrow")]
pub(super) struct Rows {
    /// 项目及资金的表 / tables of projects with their funds
    #[arg(long, value_name = "FILE")]
    pub projects: Vec<PathBuf>,
    /// 各项目总分写入此文件 / file for the totals of projects
    #[arg(long, value_name = "FILE")]
    pub totals: Option<PathBuf>,
    /// 问题行超过此数即停止，不写文件 / stop without writing at more problem rows than this
    #[arg(long, value_name = "N")]
    pub max_errors: Option<u64>,
    /// 线程数，默认使用全部核心 / threads, all cores by default
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=256))]
    pub threads: Option<usize>,
    /// 项目合计占用内存的上限（MB），超出的写入临时文件 / memory limit for projects in MB; the rest goes to temporary files
    #[arg(long, value_name = "MB", default_value = "96", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..=65536))]
    pub memory: usize,
}

impl Rows {
    /// The first option that was given.
    pub(super) fn given(&self) -> Option<&'static str> {
        [
            (!self.projects.is_empty(), "--projects"),
            (self.totals.is_some(), "--totals"),
            (self.max_errors.is_some(), "--max-errors"),
            (self.threads.is_some(), "--threads"),
        ]
        .into_iter()
        .find_map(|(given, option)| given.then_some(option))
    }
}

#[derive(Debug, Args)]
pub(super) struct Check {
    /// 文件或文件夹 / files or folders
    #[arg(required_unless_present = "explain", value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 说明一个代码，all 为全部 / explain a code; all of them as a document
    #[arg(long, value_name = "CODE", conflicts_with = "paths")]
    pub explain: Option<String>,
    /// 输出格式 / what to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: CheckFormat,
    /// 写入文件，完整后才替换 / write to a file, replaced only when complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 只列新问题：FILE 是以前 check --format json 的结果 / only findings that are not in FILE, an earlier result of check --format json
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// 有警告也以 1 退出 / exit 1 for warnings too
    #[arg(long, value_enum, value_name = "WHAT")]
    pub deny: Option<Deny>,
    #[command(flatten)]
    pub rows: Rows,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CheckFormat {
    Text,
    Json,
    Sarif,
    /// Word 复核表 / the review sheet as a Word document
    Docx,
    /// 复核表 / a review sheet
    Markdown,
    /// 指标行 / rows
    Csv,
    /// 指标行 / rows
    Jsonl,
    /// 指标行 / rows
    Parquet,
    /// 指标行 / rows
    Arrow,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Deny {
    Warnings,
}

#[derive(Debug, Args)]
pub(super) struct Explain {
    /// 文件或文件夹 / files or folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 名称含此文字的项目 / projects whose name contains this
    #[arg(long, value_name = "TEXT")]
    pub project: Option<String>,
    /// 名称含此文字的指标 / indicators whose name contains this
    #[arg(long, value_name = "TEXT")]
    pub indicator: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Compare {
    /// 文件或文件夹 / files or folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 输出格式 / what to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: CompareFormat,
    /// 写入文件，完整后才替换 / write to a file, replaced only when complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum CompareFormat {
    Text,
    Json,
    Markdown,
}

#[derive(Debug, Args)]
pub(super) struct Rollup {
    /// 文件或文件夹：项目名称和年度相同的表汇总为一张 / files or folders; tables of one project and year are combined
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// 输出格式 / what to print
    #[arg(long, value_enum, default_value = "text")]
    pub format: RollupFormat,
    /// 写入文件，完整后才替换 / write to a file, replaced only when complete
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum RollupFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// 文档或文件夹 / documents or folders
    #[arg(required = true, value_name = "DOCUMENT")]
    pub paths: Vec<PathBuf>,
    /// 输出文件夹，不存在则新建 / output folder, created where it does not exist
    #[arg(long, short, value_name = "DIR")]
    pub output: PathBuf,
    /// 覆盖内容不同的已有文件 / replace existing files with other contents
    #[arg(long)]
    pub force: bool,
    /// 列出每个单元格的去向，未采用的逐个列出 / report the use made of each cell, and list those not used
    #[arg(long)]
    pub account: bool,
}

#[derive(Debug, Args)]
pub(super) struct Eval {
    /// 指标值 / the target
    #[arg(long, allow_hyphen_values = true, required_unless_present = "stdin")]
    pub target: Option<String>,
    /// 完成值 / the actual
    #[arg(long, allow_hyphen_values = true, required_unless_present = "stdin")]
    pub actual: Option<String>,
    /// 分值 / the weight
    #[arg(long, allow_hyphen_values = true, required_unless_present = "stdin")]
    pub weight: Option<String>,
    /// 自评得分 / the self-assessed score, for rows that are judged
    #[arg(long, allow_hyphen_values = true)]
    pub claimed: Option<String>,
    /// 一级指标 / the class
    #[arg(long)]
    pub class: Option<String>,
    /// 二级指标 / the group
    #[arg(long)]
    pub group: Option<String>,
    /// 从标准输入逐行读取：指标值、完成值、分值，以制表符分隔 / read lines of target, actual, weight, separated by tabs
    #[arg(long, conflicts_with_all = ["target", "actual", "weight", "claimed"])]
    pub stdin: bool,
}

#[derive(Debug, Args)]
pub(super) struct Parse {
    /// 要识读的文字；以“-”开头的写在 -- 之后 / the texts to read; write one that begins with - after --
    #[arg(required_unless_present = "stdin", value_name = "TEXT")]
    pub texts: Vec<String>,
    /// 按哪一栏识读；两者写法相同 / which column it is of; both share one grammar
    #[arg(long = "as", value_enum, default_value = "target")]
    pub role: Role,
    /// 从标准输入逐行读取 / read lines of standard input
    #[arg(long, conflicts_with = "texts")]
    pub stdin: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Role {
    Target,
    Actual,
}

#[derive(Debug, Subcommand)]
pub(super) enum Policy {
    /// 列出内置的评分办法 / the shipped policies
    List,
    /// 显示一个评分办法 / one policy, with all that it inherits
    Show {
        /// 名称或文件 / an id or a file
        #[arg(value_name = "ID|FILE")]
        id: String,
    },
    /// 检查评分办法；未指定文件时检查全部内置的 / check policies; without a file, all shipped ones
    Check {
        /// 文件 / files
        #[arg(value_name = "FILE")]
        files: Vec<String>,
    },
    /// 供编辑器补全和检查用的 JSON Schema / a JSON Schema for completion and checks in an editor
    Schema {
        /// 文件种类；不写即全部 / kind of file; all of them by default
        #[arg(value_enum, value_name = "KIND")]
        of: Option<SchemaKind>,
    },
    /// 运行评分办法自带的用例；未指定文件时运行全部内置的 / run the cases of policies; without a file, all shipped ones
    Test {
        /// 名称或文件 / ids or files
        #[arg(value_name = "ID|FILE")]
        files: Vec<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum SchemaKind {
    /// 自评表 / self-evaluation tables
    Assessment,
    /// 指标体系 / indicator sets
    IndicatorSet,
    /// 评分办法 / policies
    Policy,
}

/// A figure of the command line or of a line of input: a weight or a score from 0 up.
pub(super) fn figure(text: &str) -> Option<Decimal> {
    crate::value::parse_figure(text).ok().filter(|figure| !figure.is_sign_negative() || figure.is_zero())
}
